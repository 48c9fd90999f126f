package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inbox.InboxEvent;

/** One event on its way through the routes: the body of the split exchange. Each step adds to it. */
public final class EventContext {

    private final InboxEvent event;
    private final AccountRef account;
    private final List<String> alerts = new ArrayList<>();
    private byte[] body;
    private JsonNode document;
    private Content content;
    private CaseCode cause;
    private String summary;
    private String evidence = "{}";

    public EventContext(InboxEvent event, AccountRef account) {
        this.event = event;
        this.account = account;
    }

    public void open(byte[] plain) {
        body = plain;
    }

    public void document(JsonNode read) {
        document = read;
    }

    public void content(Content read) {
        content = read;
    }

    /** It cannot go on: it becomes a case. */
    public void except(CaseCode why, String sentence, String facts) {
        cause = why;
        summary = sentence;
        evidence = facts;
    }

    public InboxEvent event() {
        return event;
    }

    public AccountRef account() {
        return account;
    }

    public List<String> alerts() {
        return alerts;
    }

    public byte[] body() {
        return body;
    }

    public JsonNode document() {
        return document;
    }

    public Content content() {
        return content;
    }

    public CaseCode cause() {
        return cause;
    }

    public String summary() {
        return summary;
    }

    public String evidence() {
        return evidence;
    }

    /** Why intake did not recognise it; empty when it did not say. */
    public String reason() {
        return header(HubHeaders.REASON);
    }

    /** File and line it was read from, {@code orders.csv:17}; empty when it came another way. */
    public String place() {
        String line = header(HubHeaders.LINE);
        return line.isEmpty() ? "" : header(HubHeaders.FILE) + ":" + line;
    }

    private String header(String name) {
        try {
            return Json.MAPPER.readTree(event.headers()).path(name).asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** What the content-based router asks for. */
    public String kind() {
        return event.kind().word();
    }

    public String channel() {
        return account.channel();
    }

    public String shape() {
        return event.shape();
    }

    public boolean excepted() {
        return cause != null;
    }
}
