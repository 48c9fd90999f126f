package org.caravanserai.testbed.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One thread of the load with its keep-alive connections. One request is under way on each. */
final class LoadLoop implements Runnable {

    private static final byte[] LENGTH = "content-length:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final LoadPlan plan;
    private final InetSocketAddress server;
    private final int connections;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private IOException failure;
    private boolean nothingLeft;

    LoadLoop(LoadPlan plan, InetSocketAddress server, int connections) {
        this.plan = plan;
        this.server = server;
        this.connections = connections;
    }

    void failIfFailed() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                idle.add(new Connection(selector));
            }
            while (!nothingLeft || idle.size() < connections) {
                feed();
                if (nothingLeft && idle.size() == connections) {
                    break;
                }
                selector.select(
                        key -> ((Connection) key.attachment()).ready(),
                        idle.isEmpty() || nothingLeft ? 1_000 : plan.wait(connections));
            }
            selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        } catch (IOException e) {
            failure = e;
        }
    }

    private void feed() throws IOException {
        while (!idle.isEmpty() && !nothingLeft) {
            int index = plan.take();
            if (index == -1) {
                return;
            }
            nothingLeft = index == -2;
            if (!nothingLeft) {
                idle.poll().send(index);
            }
        }
    }

    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer answer = ByteBuffer.allocate(8_192);
        private ByteBuffer request;
        private int index;
        private long sent;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(int number) throws IOException {
            index = number;
            request = ByteBuffer.wrap(plan.request(number));
            answer.clear();
            sent = System.nanoTime();
            write();
        }

        private void write() throws IOException {
            channel.write(request);
            int interest = request.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        }

        void ready() {
            try {
                if (request != null && request.hasRemaining()) {
                    write();
                }
                int read = channel.read(answer);
                if (read < 0) {
                    throw new EOFException("the server closed a connection");
                }
                if (read > 0 && complete()) {
                    plan.answered(index, sent, answer.get(9) == '2');
                    idle.add(this);
                    feed();
                }
            } catch (IOException e) {
                failure = e;
                nothingLeft = true;
                key.cancel();
                idle.add(this);
            }
        }

        /** Whether the head and as many bytes as it announces are there. */
        private boolean complete() {
            byte[] bytes = answer.array();
            int end = answer.position();
            for (int i = 0; i + 3 < end; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                    return end >= i + 4 + length(bytes, i);
                }
            }
            return false;
        }

        private static int length(byte[] bytes, int end) {
            for (int i = 0; i + LENGTH.length < end; i++) {
                int at = 0;
                while (at < LENGTH.length && (bytes[i + at] | 0x20) == (LENGTH[at] | 0x20)) {
                    at++;
                }
                if (at == LENGTH.length) {
                    int length = 0;
                    for (int p = i + at; p < end && bytes[p] != '\r'; p++) {
                        length = bytes[p] == ' ' ? length : length * 10 + bytes[p] - '0';
                    }
                    return length;
                }
            }
            return 0;
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
