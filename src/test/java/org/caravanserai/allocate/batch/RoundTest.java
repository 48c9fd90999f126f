package org.caravanserai.allocate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Account SHOP =
            new Account(7, "shopify", "main", AccountMode.LIVE, false, "", JsonNodeFactory.instance.objectNode(), "");

    private final AtomicLong sequence = new AtomicLong();
    private final IdBlocks ids = new IdBlocks(() -> sequence.addAndGet(100), 100);
    private final Batch batch = new Batch();

    private Round next() {
        batch.nextRound(null, new AuditBlock(1, NOW), NOW, ids);
        return batch.round();
    }

    private EventContext event(long id) {
        EventContext event = new EventContext(
                new InboxEvent(
                        id,
                        7,
                        EventKind.REDRIVE,
                        EventSource.API,
                        "",
                        "",
                        "",
                        null,
                        "{}",
                        new byte[0],
                        null,
                        NOW,
                        0,
                        0,
                        false),
                SHOP);
        event.content(new Content.Redrive(1, null, null, null, "hub"));
        batch.add(event);
        return event;
    }

    private static WorkingOrder order(long id, String channelOrderId) {
        return WorkingOrder.founded(id, new OrderRef(7, channelOrderId));
    }

    @Test
    void theNextRoundKnowsNothingOfWhatTheLastOneDecided() {
        EventContext event = event(1);
        Round first = next();
        first.orders().add(order(5, "a"));
        first.stock().change(new StockKey("MUG", "MAIN"), 0, 1);
        first.fail(event, CaseCode.UNKNOWN_TARGET, "no such order", "{}");
        assertThat(first.underLock()).isFalse();
        Round second = next();
        assertThat(second.underLock()).isTrue();
        assertThat(second.orders().all()).isEmpty();
        assertThat(second.stock().changes()).isEmpty();
        assertThat(second.failure(event)).isNull();
        assertThat(batch.with(Content.Redrive.class)).containsExactly(event);
    }

    @Test
    void aBatchThatIsNeverStoredIsGivenUp() {
        next();
        next();
        next();
        assertThatThrownBy(this::next).isInstanceOf(IllegalStateException.class).hasMessageContaining("3 times");
    }

    @Test
    void withoutARoundNothingCanBeDecided() {
        assertThatThrownBy(batch::round).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEventThatCouldNotBeReadIsInEveryRoundAFailureAndNoWork() {
        EventContext event = event(1);
        event.fail(new EventFailure(CaseCode.UNEXPECTED, "nonsense", "{}"));
        assertThat(next().failure(event).summary()).isEqualTo("nonsense");
        assertThat(next().failure(event).code()).isEqualTo(CaseCode.UNEXPECTED);
        assertThat(batch.with(Content.Redrive.class)).isEmpty();
    }

    @Test
    void onlyItsOwnEventsAreSettledAndOnlyOnceItIsStored() {
        event(1);
        assertThat(batch.settled(1)).isFalse();
        batch.close();
        assertThat(batch.settled(1)).isTrue();
        assertThat(batch.settled(2)).isFalse();
        assertThat(batch.isOpen()).isFalse();
    }

    @Test
    void ordersComeInTheOrderTheirEventsCameThenTheOthersSorted() {
        RoundOrders orders = next().orders();
        WorkingOrder a = order(5, "a");
        WorkingOrder b = order(6, "b");
        WorkingOrder c = order(7, "c");
        orders.add(c);
        orders.add(b);
        orders.add(a);
        orders.stated(c, event(1));
        assertThat(orders.all()).containsExactly(a, b, c);
        assertThat(orders.inArrivalOrder()).containsExactly(c, a, b);
        assertThat(orders.inboxIdOf(c)).isEqualTo(1);
        assertThat(orders.inboxIdOf(a)).isNull();
        assertThat(orders.get(6)).isSameAs(b);
    }

    @Test
    void aGroupIsFoundWithItsOrder() {
        RoundOrders orders = next().orders();
        WorkingOrder order = order(5, "a");
        order.groups().add(WorkingGroup.founded(50));
        orders.add(order);
        assertThat(orders.ofGroup(50)).isSameAs(order);
        assertThat(orders.ofGroup(51)).isNull();
    }

    @Test
    void aCaseOfThisRoundThatIsOverIsNeverOpened() {
        RoundCases cases = next().cases();
        WorkingGroup group = WorkingGroup.founded(50);
        cases.open(CaseCode.NO_STOCK, order(5, "a"), group, null, "no stock", "{}");
        assertThat(cases.opened()).extracting(NewCase::id).containsExactly(group.caseId());
        cases.resolveOf(group);
        assertThat(cases.opened()).isEmpty();
        assertThat(cases.resolved()).isEmpty();
        assertThat(group.caseId()).isNull();
    }

    @Test
    void aCaseOfAnEarlierBatchThatIsOverIsResolved() {
        RoundCases cases = next().cases();
        WorkingGroup group = WorkingGroup.founded(50);
        group.waitFor(99L);
        cases.resolveOf(group);
        cases.resolveOf(group);
        assertThat(cases.resolved()).containsExactly(99L);
    }
}
