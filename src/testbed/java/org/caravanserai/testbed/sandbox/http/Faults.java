package org.caravanserai.testbed.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Journal;

/**
 * Decides which call goes wrong how: scripts per shop and operation are used up one per call, first come first served;
 * without a script the rates decide, with a seeded random. A throttled or broken call comes in a burst of up to three.
 */
public final class Faults {

    /** Matches every operation of the shop. */
    public static final String ANY = "*";

    private final Journal journal;
    private final Random random;
    private final Map<String, Deque<Fault>> scripts = new TreeMap<>();
    private Rates rates = Rates.NONE;

    /** Shares of all calls, 0 to 1. */
    public record Rates(double http429, double http500, double timeoutLateSuccess) {
        public static final Rates NONE = new Rates(0, 0, 0);
    }

    public Faults(Journal journal, long seed) {
        this.journal = journal;
        this.random = new Random(seed);
        journal.replay("script", (id, node) -> {
            Deque<Fault> left = new ArrayDeque<>();
            node.forEach(word -> left.add(Fault.of(word.asText())));
            scripts.put(id, left);
        });
        journal.replay("rates", (id, node) -> rates = SandboxJson.MAPPER.convertValue(node, Rates.class));
    }

    /** Appends to what is scripted for the operation ({@link #ANY} for all). */
    public synchronized void script(String shop, String operation, List<Fault> faults) {
        String key = shop + "|" + operation;
        scripts.computeIfAbsent(key, k -> new ArrayDeque<>()).addAll(faults);
        save(key);
    }

    public synchronized void rates(Rates wanted) {
        rates = wanted;
        journal.put("rates", "all", wanted);
    }

    /** What happens to this call. */
    public synchronized Fault next(String shop, String operation) {
        for (String key : List.of(shop + "|" + operation, shop + "|" + ANY)) {
            Deque<Fault> left = scripts.get(key);
            if (left != null && !left.isEmpty()) {
                Fault fault = left.poll();
                save(key);
                return fault;
            }
        }
        return chance(shop + "|" + operation);
    }

    private Fault chance(String key) {
        if (rates.equals(Rates.NONE)) {
            return Fault.OK;
        }
        double dice = random.nextDouble();
        // A burst of up to three is one throw of the dice, so that the share over all calls stays the wanted one.
        double burst = 2.0;
        if ((dice -= rates.http429 / burst) < 0) {
            return burst(key, random.nextInt(4) == 0 ? Fault.EDGE_429 : Fault.THROTTLED);
        }
        if ((dice -= rates.http500 / burst) < 0) {
            return switch (random.nextInt(4)) {
                case 0 -> Fault.BROKEN_AFTER;
                case 1 -> Fault.CUT_AFTER;
                case 2 -> Fault.BAD_GATEWAY;
                default -> burst(key, Fault.BROKEN_BEFORE);
            };
        }
        return dice - rates.timeoutLateSuccess < 0 ? Fault.LATE : Fault.OK;
    }

    private Fault burst(String key, Fault fault) {
        for (int more = random.nextInt(3); more > 0; more--) {
            scripts.computeIfAbsent(key, k -> new ArrayDeque<>()).add(fault);
        }
        return fault;
    }

    private void save(String key) {
        journal.put("script", key, words(scripts.get(key)));
    }

    private static List<String> words(Deque<Fault> faults) {
        List<String> words = new ArrayList<>();
        faults.forEach(f -> words.add(f.word()));
        return words;
    }

    /** What is still scripted: {@code [{shop, operation, script:[...]}]} and the rates. */
    public synchronized JsonNode left() {
        ArrayNode open = SandboxJson.array();
        scripts.forEach((key, faults) -> {
            if (!faults.isEmpty()) {
                int bar = key.indexOf('|');
                open.addObject()
                        .put("shop", key.substring(0, bar))
                        .put("operation", key.substring(bar + 1))
                        .set("script", SandboxJson.MAPPER.valueToTree(words(faults)));
            }
        });
        return SandboxJson.object()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("scripts", open)
                .set("rates", SandboxJson.MAPPER.valueToTree(rates));
    }

    public synchronized void clear() {
        scripts.clear();
        rates = Rates.NONE;
    }
}
