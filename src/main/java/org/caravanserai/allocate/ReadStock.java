package org.caravanserai.allocate;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.inventory.StockChange;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.inventory.StockView;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;

/** Reads the stock of all SKUs of the batch once; in the second round, and for counts, it holds the rows. */
public final class ReadStock {

    private final BatchDependencies tools;

    public ReadStock(BatchDependencies tools) {
        this.tools = tools;
    }

    public void read(Batch batch) throws SQLException {
        Set<String> skus = new TreeSet<>();
        for (WorkingOrder order : batch.orders().values()) {
            for (WorkingLine line : order.lines().values()) {
                if (line.sku() != null) {
                    skus.add(line.sku());
                }
            }
        }
        List<Content.Count> counts = batch.with(Content.Counted.class)
                .flatMap(one -> ((Content.Counted) one.content()).counts().stream())
                .toList();
        counts.forEach(count -> skus.add(count.sku()));
        StockView read = StockTable.read(tools.connection(), skus, batch.underLock() || !counts.isEmpty());
        for (Map.Entry<StockKey, StockChange> earlier : batch.stock().changes().entrySet()) {
            read.change(
                    earlier.getKey(),
                    earlier.getValue().onHand(),
                    earlier.getValue().reserved());
        }
        batch.stock(read);
    }
}
