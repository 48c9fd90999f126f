package org.caravanserai.intake.pull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.channel.account.Account;

/** One queue for all accounts; what was received stays hidden until it is deleted or shown again. */
public final class HiddenQueue implements Queues {

    private final List<String> visible = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private volatile int received;
    private volatile int looks;
    private volatile UnreadableQueueException fault;
    private volatile boolean undeletable;

    /** From now on it cannot be read for this reason; null: it can. @param refused until somebody mends something */
    public void failing(String reason, boolean refused) {
        fault = reason == null ? null : new UnreadableQueueException(reason, refused, null);
    }

    void undeletable(boolean now) {
        undeletable = now;
    }

    public List<String> deleted() {
        return deleted;
    }

    /** Messages handed out so far. */
    public int received() {
        return received;
    }

    /** How often somebody looked for messages. */
    public int looks() {
        return looks;
    }

    public synchronized void put(String body) {
        visible.add(body);
    }

    public synchronized void showHiddenAgain() {
        visible.addAll(hidden);
        hidden.clear();
    }

    @Override
    public String name(Account account) {
        return "shared";
    }

    @Override
    public synchronized List<QueueMessage> receive(Account account) {
        looks++;
        look(account);
        List<QueueMessage> messages = visible.stream()
                .map(body -> new QueueMessage(account, body, body.getBytes(StandardCharsets.UTF_8)))
                .toList();
        hidden.addAll(visible);
        visible.clear();
        received += messages.size();
        return messages;
    }

    @Override
    public void look(Account account) {
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public synchronized void delete(QueueMessage message) {
        if (undeletable) {
            throw new UnreadableQueueException("its queue does not let its messages be deleted (403)", true, null);
        }
        hidden.remove(message.receipt());
        deleted.add(message.receipt());
    }

    @Override
    public void close() {
        // nothing is open
    }
}
