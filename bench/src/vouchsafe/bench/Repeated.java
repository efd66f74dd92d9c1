package vouchsafe.bench;

import java.util.List;
import java.util.SplittableRandom;

/** Requests that change nothing, picked at random from a list made before. */
record Repeated(List<byte[]> requests, SplittableRandom random, String expected) implements Script {

    @Override
    public byte[] request() {
        return requests.get(random.nextInt(requests.size()));
    }

    @Override
    public boolean answered(Answer answer) {
        if (!answer.require(200).body().contains(expected)) {
            throw new IllegalStateException("no " + expected + " in: " + answer.body());
        }
        return true;
    }
}
