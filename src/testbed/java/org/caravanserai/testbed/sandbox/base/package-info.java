/** What everything in the sandbox stands on: its clock, its JSON, its options, its digests and the texts that ship with it. */
package org.caravanserai.testbed.sandbox.base;
