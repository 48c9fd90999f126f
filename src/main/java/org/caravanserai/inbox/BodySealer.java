package org.caravanserai.inbox;

import java.time.LocalDate;

/** Seals a raw body under a key that is destroyed some days later, before it is stored. */
@FunctionalInterface
public interface BodySealer {

    /**
     * The sealed body.
     *
     * @param day in UTC; it is stored with the row, and the body can be opened as long as the key of that day is there
     * @throws org.springframework.dao.DataAccessException when the key must be read or made and the database is away
     */
    byte[] seal(int accountId, LocalDate day, byte[] body);
}
