package org.caravanserai.audit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.caravanserai.base.ConfigException;
import org.caravanserai.privacy.SecretFile;

/**
 * The Ed25519 key pair that signs checkpoints: a file of mode 0400 with two lines of Base64, PKCS 8 and X.509; made on
 * first use. Whoever has only the database cannot sign.
 */
public final class CheckpointKey {

    private final PrivateKey signing;
    private final PublicKey checking;

    private CheckpointKey(PrivateKey signing, PublicKey checking) {
        this.signing = signing;
        this.checking = checking;
    }

    /** @throws ConfigException when the file holds no key pair or others may read it */
    public static CheckpointKey open(Path file) {
        String[] lines = SecretFile.readOrCreate(file, CheckpointKey::generate).split("\\R");
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            Base64.Decoder base64 = Base64.getDecoder();
            return new CheckpointKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines[0]))),
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines[1]))));
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new ConfigException(
                    file + " holds no Ed25519 key pair; restore it, or move it and the checkpoints away to begin anew",
                    e);
        }
    }

    /** The public key, X.509 in Base64, for who keeps checkpoints elsewhere. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(checking.getEncoded());
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a checkpoint", e);
        }
    }

    boolean signed(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(checking);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot check a checkpoint", e);
        }
    }

    private static String generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                    + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }
}
