package org.caravanserai.intake.pull;

import org.caravanserai.channel.account.Account;

/**
 * One message of a queue.
 *
 * @param owner the account whose queue it came from
 * @param receipt with which it is deleted
 */
public record QueueMessage(Account owner, String receipt, byte[] body) {}
