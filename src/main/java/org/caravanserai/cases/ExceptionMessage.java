package org.caravanserai.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.caravanserai.base.NewCase;

/** The message on {@code hub.exceptions} about a case that was opened: {@code exception.v1}. It is made nowhere else. */
public final class ExceptionMessage {

    private static final int LONGEST_SENTENCE = 1000;

    private ExceptionMessage() {}

    /**
     * @param channel of the account it is about; null when it is about none
     * @param account name of that account
     * @param channelOrderId the channel's id of the order; null when it is about no order
     * @param at when the case was opened
     * @return JSON text
     */
    public static String of(NewCase one, String channel, String account, String channelOrderId, Instant at) {
        CaseCode code = CaseCode.of(one.code());
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", "exception.v1")
                .put("caseId", Long.toString(one.id()))
                .put("code", code.code())
                .put("severity", code.severity())
                .put("summary", sentence(one.summary()))
                .put("suggestion", code.suggestion())
                .put("orderId", one.orderId() == null ? null : Long.toString(one.orderId()))
                .put("channel", channel)
                .put("account", account)
                .put("channelOrderId", channelOrderId)
                .put("at", at.toString())
                .toString();
    }

    /** One line that fits: what others call their things may be long, and hold anything. */
    private static String sentence(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST_SENTENCE ? plain : plain.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}
