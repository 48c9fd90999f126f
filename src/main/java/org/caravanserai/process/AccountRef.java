package org.caravanserai.process;

/** As much of an account as processing needs. {@code own} marks the hub's own doors, which are never told anything. */
public record AccountRef(int id, String channel, String name, boolean shadow) {

    public boolean own() {
        return channel.equals("hub");
    }
}
