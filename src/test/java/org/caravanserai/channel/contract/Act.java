package org.caravanserai.channel.contract;

/**
 * One thing that the contract asks of a channel.
 *
 * @param kind acts of one kind need the same routes: where only the routes are in question, the first of them will do
 * @param name for people
 */
record Act(String kind, String name, Deed deed) {

    /** What is done and looked at. */
    @FunctionalInterface
    interface Deed {
        /** @throws AssertionError when the channel does not keep the contract */
        void play(ContractHub hub) throws Exception;
    }
}
