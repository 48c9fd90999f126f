/** Calls, answers, and what can go wrong between them. */
package org.caravanserai.testbed.sandbox.http;
