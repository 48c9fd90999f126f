package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.camel.Exchange;
import org.caravanserai.base.Leaves;
import org.caravanserai.inbox.InboxUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The last step of every route: makes the answer of what the step before has left as the body. */
public final class ApiResponses {

    private static final Logger LOG = LoggerFactory.getLogger(ApiResponses.class);

    private static final String EVENTS = "/api/v1/events/";

    private final ApiContract contract;

    public ApiResponses(ApiContract contract) {
        this.contract = contract;
    }

    /** 200 with the body as JSON. */
    @Leaves(body = ApiAnswer.class)
    public void ok(Exchange exchange) {
        answer(exchange, 200);
    }

    /** 201 with the body as JSON. */
    @Leaves(body = ApiAnswer.class)
    public void created(Exchange exchange) {
        answer(exchange, 201);
    }

    /** 202 with the body as JSON; Location says where to ask what became of the event. */
    @Leaves(body = ApiAnswer.class)
    public void accepted(Exchange exchange) {
        answer(exchange, 202);
    }

    /** 202 when something was taken on, 200 when it was done already. */
    @Leaves(body = ApiAnswer.class)
    public void retried(Exchange exchange) {
        answer(exchange, exchange.getMessage().getBody(RetryResult.class).accepted() ? 202 : 200);
    }

    /** The contract itself; the only thing that is told to anybody. */
    @Leaves(body = ApiAnswer.class)
    public void contract(Exchange exchange) {
        exchange.getMessage().setBody(ApiAnswer.text("application/yaml", contract.text()));
    }

    /** No operation has this path and method: 405 where the path has others, else 404. */
    @Leaves(body = ApiAnswer.class)
    public void unknown(Exchange exchange) {
        Object taken = exchange.getProperty(ApiRequest.PROPERTY);
        Set<String> methods = taken instanceof ApiRequest request ? contract.methods(request.path()) : Set.of();
        ApiProblem problem = taken instanceof ApiProblem refused
                ? refused
                : methods.isEmpty()
                        ? ApiProblem.notFound("operation at this path; see /openapi.yaml")
                        : ApiProblem.wrongMethod(methods);
        exchange.getMessage().setBody(ApiAnswer.problem(problem));
    }

    /** What went wrong as a problem document; the cause goes to the log only. */
    @Leaves(body = ApiAnswer.class)
    public void problem(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().setBody(ApiAnswer.problem(problem(cause, exchange.getFromRouteId())));
    }

    private static ApiProblem problem(Throwable cause, String route) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ApiProblem problem) {
                return problem;
            }
            if (at instanceof InboxUnavailableException
                    || at instanceof CannotGetJdbcConnectionException
                    || at instanceof CannotCreateTransactionException
                    || at instanceof DataAccessResourceFailureException
                    || at instanceof TransientDataAccessException) {
                LOG.warn("{} not answered, the store is away: {}", route, at.getMessage());
                return ApiProblem.unavailable();
            }
        }
        LOG.error("{} failed", route, cause);
        return ApiProblem.internal();
    }

    private static void answer(Exchange exchange, int status) {
        if (exchange.getProperty(Caller.PROPERTY) == null) {
            throw new IllegalStateException("no step of this route has authorised the caller");
        }
        Object body = exchange.getMessage().getBody();
        ApiAnswer answer = ApiAnswer.json(status, body);
        String event = body instanceof ObjectNode node
                ? node.path("eventId").asText("")
                : body instanceof RetryResult retry && retry.eventId() != null ? retry.eventId() : "";
        exchange.getMessage()
                .setBody(status == 202 && !event.isEmpty() ? answer.with("Location", EVENTS + event) : answer);
    }
}
