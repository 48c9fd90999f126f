package org.caravanserai.allocate.batch;

import java.sql.Connection;
import java.time.Clock;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.TimeScale;
import org.caravanserai.translate.AccountFinder;
import org.caravanserai.translate.AccountRef;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** What the steps share. */
public record BatchDependencies(
        DataSource dataSource,
        IdBlocks ids,
        Clock clock,
        TimeScale pace,
        IntFunction<AccountRef> accounts,
        AccountFinder named) {

    /** The connection of the transaction the batch was claimed in. */
    public Connection connection() {
        return DataSourceUtils.getConnection(dataSource);
    }
}
