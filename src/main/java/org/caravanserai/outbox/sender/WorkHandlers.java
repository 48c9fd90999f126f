package org.caravanserai.outbox.sender;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.outbox.WorkKind;

/** Which routes serve which kind of work. Work that no ready route serves stays where it is. */
public final class WorkHandlers {

    private final List<WorkHandler> handlers = new CopyOnWriteArrayList<>();

    /** @throws IllegalStateException when another route serves the same kind and channel: work would go here or there */
    public synchronized void add(WorkHandler handler) {
        if (handlers.stream()
                .anyMatch(other ->
                        other.kind() == handler.kind() && other.channel().equals(handler.channel()))) {
            throw new IllegalStateException("two routes consume outbox:"
                    + handler.kind().word() + (handler.channel().isEmpty() ? "" : "?channel=" + handler.channel())
                    + "; remove one of them");
        }
        handlers.add(handler);
    }

    public synchronized void remove(WorkHandler handler) {
        handlers.remove(handler);
    }

    /** The ready handler for this work; one of the channel before one for all. */
    Optional<WorkHandler> find(WorkKind kind, String channel) {
        WorkHandler general = null;
        for (WorkHandler handler : handlers) {
            if (handler.kind() == kind && handler.ready()) {
                if (handler.channel().equals(channel)) {
                    return Optional.of(handler);
                }
                if (handler.channel().isEmpty()) {
                    general = handler;
                }
            }
        }
        return Optional.ofNullable(general);
    }

    /** The kinds that are served for this channel now. */
    Set<WorkKind> kinds(String channel) {
        Set<WorkKind> kinds = EnumSet.noneOf(WorkKind.class);
        for (WorkHandler handler : handlers) {
            if (handler.ready()
                    && (handler.channel().isEmpty() || handler.channel().equals(channel))) {
                kinds.add(handler.kind());
            }
        }
        return kinds;
    }
}
