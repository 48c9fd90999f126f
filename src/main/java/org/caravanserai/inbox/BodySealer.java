package org.caravanserai.inbox;

import java.time.LocalDate;

/** Seals raw bodies at intake under the account's key of the day, and opens them again. */
public interface BodySealer {

    byte[] seal(int accountId, LocalDate day, byte[] body);

    byte[] open(int accountId, LocalDate day, byte[] sealed);
}
