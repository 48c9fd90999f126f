package org.caravanserai.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CaseOpener;

/** Cases that are only noted. */
public final class RecordedCases implements CaseOpener {

    /** What was opened, or counted, in order. */
    public final List<NewCase> opened = new CopyOnWriteArrayList<>();

    /** What was ended: {@code 5 queue}. */
    public final List<String> over = new CopyOnWriteArrayList<>();

    @Override
    public long open(NewCase request) {
        opened.add(request);
        return 1;
    }

    @Override
    public void over(int accountId, String subject) {
        over.add(accountId + " " + subject);
    }
}
