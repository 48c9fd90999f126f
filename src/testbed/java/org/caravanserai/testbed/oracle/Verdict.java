package org.caravanserai.testbed.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the oracle says.
 *
 * @param findings every fault; none when the hub kept its promises
 * @param figures per channel, in the order of their names
 * @param cases open ones, oldest first
 * @param seen what people did to orders without the hub
 * @param orders how many orders the channels sold
 */
public record Verdict(
        List<Finding> findings, List<ChannelFigures> figures, List<OpenCase> cases, List<Seen> seen, int orders) {

    /**
     * Something a person has to look at: no fault of the hub as long as it says what and why.
     *
     * @param about the order, or empty
     */
    public record OpenCase(String code, String about, String summary) {}

    /**
     * Something that people did, with the orders they did it to.
     *
     * @param act the sandbox's word
     * @param orders by channel, the ids of the orders
     */
    public record Seen(String act, Map<String, List<String>> orders) {}

    public boolean good() {
        return findings.isEmpty();
    }

    /** The first finding of each code, and how many there are of it. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        findings.forEach(finding -> counts.merge(finding.code(), 1, Integer::sum));
        return counts;
    }

    public boolean names(String code) {
        return findings.stream().anyMatch(finding -> finding.code().equals(code));
    }
}
