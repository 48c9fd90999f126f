package org.caravanserai.outbox.sender;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;

/** Stands in for a route: remembers what it was given and answers as told. */
final class Recorder implements WorkHandler {

    final List<Work> seen = new CopyOnWriteArrayList<>();
    private final WorkKind kind;
    private final String channel;
    private final BiFunction<Work, SendPermit, CallResult> answer;
    volatile boolean ready = true;

    Recorder(String kind, String channel, BiFunction<Work, SendPermit, CallResult> answer) {
        this.kind = WorkKind.of(kind);
        this.channel = channel;
        this.answer = answer;
    }

    static Recorder answering(String kind, Function<Work, Outcome> answer) {
        return new Recorder(kind, "", (work, permit) -> CallResult.of(answer.apply(work)));
    }

    @Override
    public WorkKind kind() {
        return kind;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public CallResult handle(Work work, SendPermit permit) {
        seen.add(work);
        return answer.apply(work, permit);
    }

    List<Long> rows() {
        return seen.stream()
                .map(work -> ((org.caravanserai.outbox.OutboxRow) work).id())
                .toList();
    }
}
