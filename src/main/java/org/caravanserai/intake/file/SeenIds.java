package org.caravanserai.intake.file;

/**
 * Which ids were there before, by a 64-bit hash in 16 to 32 bytes each: a file may have millions. Two different ids have one
 * hash in about one of a million files with four million ids; of a file with more, those after them are not remembered.
 */
final class SeenIds {

    private static final int MOST = 1 << 22;

    private long[] slots = new long[1024];
    private int used;

    /** Whether the id is new. */
    boolean add(String id) {
        long hash = hash(id);
        int at = place(slots, hash);
        if (slots[at] == hash) {
            return false;
        }
        if (used < MOST) {
            slots[at] = hash;
            used++;
            if (used * 2 > slots.length) {
                grow();
            }
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long each : slots) {
            if (each != 0) {
                larger[place(larger, each)] = each;
            }
        }
        slots = larger;
    }

    /** Where the hash stands, or the empty slot where it would. */
    private static int place(long[] slots, long hash) {
        int at = (int) hash & slots.length - 1;
        while (slots[at] != 0 && slots[at] != hash) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }

    /** FNV-1a over the characters, then mixed as by SplitMix64; never 0, which is an empty slot. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
