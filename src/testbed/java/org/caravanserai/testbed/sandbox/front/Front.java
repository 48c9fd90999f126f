package org.caravanserai.testbed.sandbox.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request enters here: {@code /control/...} goes to the steering wheel, {@code /<channel>/<shop>/...} to a shop. */
public final class Front extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    private final World world;
    private final Gate gate;
    private final ControlCalls control;

    /** What answers below {@code /control}. */
    @FunctionalInterface
    public interface ControlCalls {
        /** @throws IllegalArgumentException what is wrong with the request; answered as 400 */
        Answer answer(String method, String path, byte[] body) throws Exception;
    }

    public Front(World world, ControlCalls control) {
        this.world = world;
        this.gate = new Gate(world);
        this.control = control;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getCanonicalPath();
        byte[] body = body(request);
        if (path.startsWith("/control/")) {
            write(response, callback, controlled(request.getMethod(), path.substring("/control".length()), body));
            return true;
        }
        String[] parts = path.split("/", 4);
        Optional<Shop> shop =
                parts.length > 3 && world.plays(parts[1]) ? world.shops().find(parts[1], parts[2]) : Optional.empty();
        if (shop.isEmpty()) {
            write(response, callback, problem(404, "nothing lives at " + path + "; shops are /<channel>/<shop>/..."));
            return true;
        }
        String raw = "/" + parts[3];
        Call call = new Call(
                request.getMethod(),
                URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8),
                raw,
                query(request),
                headers(request),
                body);
        Optional<Answer> answer = gate.pass(shop.get(), call);
        if (answer.isPresent()) {
            write(response, callback, answer.get());
        } else {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(new java.io.EOFException("cut by a fault script"));
        }
        return true;
    }

    private Answer controlled(String method, String path, byte[] body) {
        try {
            return control.answer(method, path, body);
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return problem(400, "the body is not JSON: " + e.getOriginalMessage());
        } catch (Exception e) {
            LOG.error("control call {} {} failed", method, path, e);
            return problem(500, e.toString());
        }
    }

    private static Answer problem(int status, String what) {
        ObjectNode node = SandboxJson.object().put("error", what);
        return Answer.json(status, node);
    }

    private static byte[] body(Request request) throws java.io.IOException {
        ByteBuffer buffer = Content.Source.asByteBuffer(request);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        return body;
    }

    private static Map<String, List<String>> query(Request request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), new ArrayList<>(field.getValues()));
        }
        return query;
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName(), field.getValue());
        }
        return headers;
    }

    private static void write(Response response, Callback callback, Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
