/** The sandbox's front door: dispatch by path; fault scripts are applied before a channel sees a call. */
package org.caravanserai.testbed.sandbox.front;
