package org.caravanserai.outbox.sender;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Work;

/** Stands in for a route: remembers what it was given and answers as told. */
final class Recorder implements WorkHandler {

    final List<Work> seen = new CopyOnWriteArrayList<>();
    private final String kind;
    private final String channel;
    private final BiFunction<Work, LeasedPermit, CallResult> answer;
    volatile boolean ready = true;

    Recorder(String kind, String channel, BiFunction<Work, LeasedPermit, CallResult> answer) {
        this.kind = kind;
        this.channel = channel;
        this.answer = answer;
    }

    static Recorder answering(String kind, Function<Work, Outcome> answer) {
        return new Recorder(kind, "", (work, call) -> CallResult.of(answer.apply(work)));
    }

    @Override
    public String kind() {
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
    public CallResult handle(Work work, LeasedPermit call) {
        seen.add(work);
        return answer.apply(work, call);
    }

    List<Long> rows() {
        return seen.stream()
                .map(work -> ((org.caravanserai.outbox.OutboxRow) work).id())
                .toList();
    }
}
