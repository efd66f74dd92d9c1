package vouchsafe.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes were read so far. */
final class Counting extends FilterInputStream {
    private final LongConsumer teller;
    private long count;

    Counting(InputStream from, LongConsumer teller) {
        super(from);
        this.teller = teller;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            teller.accept(++count);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            count += read;
            teller.accept(count);
        }
        return read;
    }
}
