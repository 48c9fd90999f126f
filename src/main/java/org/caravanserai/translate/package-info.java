/**
 * Message translator: a channel's payload becomes the canonical order. One mapping file per payload shape
 * ({@code transformers/<channel>/order.<shape>.jslt}), one schema that every result must meet, and the functions that
 * keep money, quantities, times and text exact on the way. Nothing here knows a channel.
 */
package org.caravanserai.translate;
