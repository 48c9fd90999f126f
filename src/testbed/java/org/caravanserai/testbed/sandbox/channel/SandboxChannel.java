package org.caravanserai.testbed.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.WebhookSender;

/**
 * One sales channel. The core keeps shops and orders, takes calls, applies faults and sends webhooks; a channel gives
 * them the channel's shapes and rules. Every method is called with the shop's monitor held, so calls of one shop never
 * overlap; a channel that changes an order saves it with {@link World#shops()}.
 */
public interface SandboxChannel extends WebhookSender {

    /** The word in paths and accounts, e.g. {@code shopify}. */
    String name();

    /**
     * A shop was set up: give its listings and locations the channel's ids ({@code extra}), make missing secrets.
     *
     * @param wanted the shop's entry of the set-up
     */
    void open(Shop shop, JsonNode wanted);

    /** The process restarted with this shop: take up background jobs again. */
    default void resume(Shop shop) {}

    /** How one listing is known to the hub: {@code {channelSku, reference:{...}}}. */
    ObjectNode reference(Shop shop, Listing listing);

    /** What else the hub needs to connect, beside base URL, secrets and listings. */
    default ObjectNode settings(Shop shop) {
        return SandboxJson.object();
    }

    /**
     * A buyer checked out. The order has lines, prices, buyer and times; stock is already lowered. Give it its id,
     * number and line ids, save it, and announce it.
     *
     * @param knobs the scripted order's own wishes, e.g. {@code {"pending":true}}; empty in traffic
     */
    void place(Shop shop, SandboxOrder order, JsonNode knobs);

    /** The pending payment of the order came in. */
    void pay(Shop shop, SandboxOrder order);

    /**
     * The buyer (or the channel) cancels.
     *
     * @return false when the channel only files a request, true when the order is cancelled now
     */
    boolean cancel(Shop shop, SandboxOrder order, JsonNode how);

    /** Lines were reduced or the address changed; the order holds the new state already. */
    void edited(Shop shop, SandboxOrder order);

    /** The people in its shops. */
    default Staff staff() {
        return Staff.NOBODY;
    }

    /** Announces the order again, as a channel does on "send again". */
    void announceAgain(Shop shop, SandboxOrder order);

    /** True when the channel has been told everything it must know about how the order ended. */
    boolean told(SandboxOrder order);

    /** The name of the operation the call is for, for fault scripts and the ledger. */
    String operation(Shop shop, Call call);

    /** Answers the call by the channel's rules. */
    Answer serve(Shop shop, Call call);

    /** A refusal for too many calls in this channel's own form. */
    Answer throttled(Shop shop, Call call);

    /** The topic a forged webhook pretends to be about; used only where {@link #webhooks()} is there. */
    default String forgedTopic() {
        return "orders/create";
    }

    /** Greets the hub as saving a webhook does (a ping), where the channel has such a thing. */
    default void greet(Shop shop) {}
}
