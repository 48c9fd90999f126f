package org.caravanserai.audit;

import java.util.Optional;

/**
 * What a verification read and found.
 *
 * @param blocks blocks found intact, up to the fault if there is one
 * @param rows their rows
 * @param checkpoints signed checkpoints that the chain was compared with
 * @param fault the first fault in the chain's order; empty when the trail is intact
 */
public record AuditReport(long blocks, long rows, int checkpoints, Optional<AuditFault> fault) {

    public boolean intact() {
        return fault.isEmpty();
    }

    @Override
    public String toString() {
        String read = blocks + " blocks with " + rows + " rows, " + checkpoints + " checkpoints: ";
        return read
                + fault.map(f -> f.kind() + " at block " + f.seq() + ": " + f.what())
                        .orElse("intact");
    }
}
