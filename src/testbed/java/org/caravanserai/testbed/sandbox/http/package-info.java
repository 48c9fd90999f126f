/** The sandbox's front door: one Jetty, dispatch by path, fault scripts and rate limits applied before a channel sees a call. */
package org.caravanserai.testbed.sandbox.http;
