package org.caravanserai.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The signed checkpoints of this hub, one JSON line each: {@code {"seq", "hash", "at", "signature"}}. The signature is
 * Ed25519 over {@code caravanserai.checkpoint.v1}, seq, hash and at, one a line. Copy the file to another machine, or to
 * paper, as often as you want to be protected from who can write here too.
 */
public final class CheckpointLog {

    private final Path file;
    private final CheckpointKey key;
    private final JdbcClient jdbc;
    private final Clock clock;
    private long last = -1;

    /** @param file is made when the first checkpoint is written */
    public CheckpointLog(Path file, CheckpointKey key, DataSource source, Clock clock) {
        this.file = file;
        this.key = key;
        this.jdbc = JdbcClient.create(source);
        this.clock = clock;
    }

    /**
     * Signs where the chain stands now, unless it stands where it stood at the last call; to be called each minute.
     *
     * @return whether a checkpoint was written
     */
    public synchronized boolean append() {
        return jdbc.sql("select seq, hash from audit_head")
                .query((row, n) -> append(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))))
                .single();
    }

    private boolean append(long seq, String hash) {
        if (seq == last || seq == 0) {
            return false;
        }
        String at = clock.instant().toString();
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("seq", seq)
                .put("hash", hash)
                .put("at", at)
                .put("signature", Base64.getEncoder().encodeToString(key.sign(message(seq, hash, at))));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint to " + file, e);
        }
        last = seq;
        return true;
    }

    private void write(byte[] line) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
                FileLock lock = out.getChannel().lock()) {
            long end = out.length();
            while (end > 0 && !endsLine(out, end)) {
                end--; // half a line of a process that died while writing it
            }
            out.setLength(end);
            out.seek(end);
            out.write(line);
            out.getFD().sync();
        }
    }

    private static boolean endsLine(RandomAccessFile file, long end) throws IOException {
        file.seek(end - 1);
        return file.read() == '\n';
    }

    /** All checkpoints, genuine or not; a last line without its end is left out. */
    public List<Checkpoint> read() {
        List<Checkpoint> checkpoints = new ArrayList<>();
        if (!Files.exists(file)) {
            return checkpoints;
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int number = 0;
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                checkpoints.add(parse(line, file + ":" + ++number));
            }
            return checkpoints;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoints in " + file, e);
        }
    }

    private Checkpoint parse(String line, String where) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            long seq = node.path("seq").asLong();
            String hash = node.path("hash").asText();
            String at = node.path("at").asText();
            boolean genuine = key.signed(
                    message(seq, hash, at),
                    Base64.getDecoder().decode(node.path("signature").asText()));
            return new Checkpoint(seq, HexFormat.of().parseHex(hash), Instant.parse(at), genuine, where);
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            return new Checkpoint(0, new byte[0], Instant.EPOCH, false, where);
        }
    }

    private static byte[] message(long seq, String hash, String at) {
        return ("caravanserai.checkpoint.v1\n" + seq + "\n" + hash + "\n" + at + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
