package org.caravanserai.privacy;

import javax.crypto.SecretKey;

/**
 * Seals small secrets (other keys, an account's rotating tokens) under the master key's derivative for one purpose.
 */
public final class MasterSealer {

    private final Sealer sealer;
    private final SecretKey key;
    private final String purpose;

    /** @param purpose what is sealed, like {@code account-token}; values of one purpose do not open under another */
    public MasterSealer(MasterKey master, Sealer sealer, String purpose) {
        this.sealer = sealer;
        this.purpose = purpose;
        this.key = master.derive("seal/" + purpose);
    }

    /** @param id whose secret it is; the same id is needed to open it */
    public byte[] seal(String id, byte[] secret) {
        return sealer.seal(key, purpose + '/' + id, secret);
    }

    /** @throws SealException when the master key is not the one that sealed it */
    public byte[] open(String id, byte[] sealed) {
        try {
            return sealer.open(key, purpose + '/' + id, sealed);
        } catch (SealException e) {
            throw new SealException(e.getMessage() + "; is this the master key the database was filled with?", e);
        }
    }
}
