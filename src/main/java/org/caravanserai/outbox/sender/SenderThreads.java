package org.caravanserai.outbox.sender;

/** Threads of the senders; none of them keeps the process from ending. */
final class SenderThreads {

    private SenderThreads() {}

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
