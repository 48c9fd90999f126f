package org.caravanserai.allocate.batch;

import java.util.List;
import org.caravanserai.base.SummaryConverters;
import org.caravanserai.base.SummaryCopy;

/** A batch while it is decided, and what a tap saw of it. */
public final class BatchConverters extends SummaryConverters {

    public BatchConverters() {
        super(List.of(Batch.class, SummaryCopy.class));
    }
}
