package org.caravanserai.channel.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The connected accounts. Reads may be some seconds old: whoever changes an account in one hub waits that long for the others. */
public interface Accounts {

    Optional<Account> find(String channel, String name);

    Optional<Account> byId(int id);

    /** All accounts, ordered by channel and name. */
    List<Account> list();

    /** The accounts of one channel that are not off, ordered by name. */
    default List<Account> of(String channel) {
        return list().stream()
                .filter(account -> account.channel().equals(channel) && account.on())
                .toList();
    }

    /**
     * Connects an account or changes a connected one; channel and name say which. At another address than before it may be another
     * shop: its first push of stock is confirmed anew.
     *
     * @throws org.caravanserai.base.ConfigException when the base URL may not be called
     */
    Account connect(NewAccount account);

    /** What is not live any more has its first push of stock confirmed anew when it is live again. */
    void setMode(int id, AccountMode mode);

    /** A person has seen what the first push of stock changes: it may be made. */
    void confirmStock(int id);

    void setPaused(int id, boolean paused);

    /** Complete through here: the channel was asked for everything that changed up to this moment; empty when never. */
    Optional<Instant> polledThrough(int id);

    /** When the account was connected first. @throws IllegalArgumentException when there is no such account */
    Instant connectedAt(int id);

    /** Moves the mark of {@link #polledThrough} forward; never back. */
    void polled(int id, Instant through);

    /** What connecting an account takes. @param mode null: as it is; a new account is in shadow */
    record NewAccount(
            String channel,
            String name,
            AccountMode mode,
            String baseUrl,
            com.fasterxml.jackson.databind.JsonNode settings,
            String secretRef) {}
}
