package org.caravanserai.cases;

import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CaseOpener;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases of accounts for whoever has no transaction: each is written in one of its own. */
public final class CommittedCases implements CaseOpener {

    private final TransactionTemplate tx;
    private final CaseOpener cases;

    public CommittedCases(TransactionTemplate tx, CaseOpener cases) {
        this.tx = tx;
        this.cases = cases;
    }

    @Override
    public long open(NewCase request) {
        return tx.execute(status -> cases.open(request));
    }

    @Override
    public void over(int accountId, String subject) {
        tx.executeWithoutResult(status -> cases.over(accountId, subject));
    }
}
