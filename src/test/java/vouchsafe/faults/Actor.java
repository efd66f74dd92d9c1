package vouchsafe.faults;

import java.net.http.HttpResponse;

/** One of the people and apps that use a service: it does one thing after the other and remembers what it was answered for. */
interface Actor {
    /** The kind of its acts, for the report. */
    String kind();

    /**
     * Does the next thing.
     *
     * @throws Unanswered if nobody said what became of it
     * @throws BrokenPromise if the answer contradicts an earlier one
     */
    void act() throws Unanswered;

    /**
     * Asks a node for what was answered for.
     *
     * @return how much of it was found as it should be
     * @throws BrokenPromise if something is not as it was answered for
     */
    int verify(String node) throws Unanswered;

    /** The answer, where its status is this one. */
    static HttpResponse<String> expect(int status, HttpResponse<String> answer, String promise) {
        if (answer.statusCode() != status) {
            throw new BrokenPromise(promise + ": " + answer.request().method() + " "
                    + answer.request().uri() + " answered " + answer.statusCode() + " instead of " + status + "; "
                    + answer.body().lines().limit(5).toList());
        }
        return answer;
    }
}
