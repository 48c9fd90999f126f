package org.caravanserai.runtime.wiring;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The API's tokens as far as a start and the management connector need them.
 *
 * @param firstAdmin makes an admin's token if no token was ever made
 * @param known whether a token is somebody's, of whatever role
 */
public record AccessTokens(Supplier<Optional<String>> firstAdmin, Predicate<String> known) {}
