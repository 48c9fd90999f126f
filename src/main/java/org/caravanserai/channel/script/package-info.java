/** The JSLT files of a channel's folder: compiled with the line of what is wrong in them. */
package org.caravanserai.channel.script;
