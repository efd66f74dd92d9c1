package vouchsafe.web;

import org.jspecify.annotations.Nullable;

/**
 * The request this thread is answering. Set by {@link RequestIdFilter} for the length of a request; one virtual thread
 * serves one request, so a thread-bound value is enough.
 *
 * @param id request id, also in the {@code X-Request-Id} answer header and on every log line; null outside a request
 * @param address the client's address, proxies considered; null outside a request
 */
public record CurrentRequest(@Nullable String id, @Nullable String address) {
    private static final CurrentRequest NONE = new CurrentRequest(null, null);
    private static final ThreadLocal<CurrentRequest> CURRENT = new ThreadLocal<>();

    /** The request of this thread, or one without id and address. */
    public static CurrentRequest get() {
        CurrentRequest current = CURRENT.get();
        return current == null ? NONE : current;
    }

    static void set(CurrentRequest request) {
        CURRENT.set(request);
    }

    static void clear() {
        CURRENT.remove();
    }
}
