package org.caravanserai.cli.remote;

import picocli.CommandLine.Parameters;

/** Which account a command is about: the first two words behind its name. */
final class AccountArgument {

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The account's channel, like shopify.")
    private String channel;

    @Parameters(index = "1", paramLabel = "ACCOUNT", description = "What you call the account.")
    private String account;

    /** @param what of the account is asked for, such as {@code recovery} */
    String path(String what) {
        return "/api/v1/accounts/" + HubApi.encode(channel) + "/" + HubApi.encode(account) + "/" + what;
    }

    /** As people name it: {@code shopify/north}. */
    @Override
    public String toString() {
        return channel + "/" + account;
    }
}
