package org.caravanserai.translate;

import java.util.Optional;

/** Finds an account by channel and name. */
@FunctionalInterface
public interface AccountFinder {
    Optional<AccountRef> find(String channel, String name);
}
