package org.caravanserai.allocate;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;

/** Reads the stock of all SKUs of the batch once; in the second round, and for counts, it holds the rows. */
public final class ReadStock {

    private final BatchDependencies dependencies;

    public ReadStock(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch read(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        Set<String> skus = new TreeSet<>();
        for (WorkingOrder order : round.orders().all()) {
            for (WorkingLine line : order.lines().all()) {
                line.parts().forEach(part -> skus.add(part.sku()));
            }
        }
        List<CountedStock> counts = batch.with(Content.Counted.class)
                .flatMap(event -> ((Content.Counted) event.content()).counts().stream())
                .toList();
        counts.forEach(count -> skus.add(count.sku()));
        StockTable.read(dependencies.connection(), skus, round.underLock() || !counts.isEmpty(), round.stock());
        return batch;
    }
}
