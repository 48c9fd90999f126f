/** What a channel is to the rest of the sandbox, and what the rest of the sandbox is to a channel. */
package org.caravanserai.testbed.sandbox.channel;
