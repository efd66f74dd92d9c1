package vouchsafe.metrics;

import io.micrometer.core.instrument.DistributionSummary;

/** How often something came, and how large it was. */
public final class Sizes {
    private final DistributionSummary meter;

    Sizes(DistributionSummary meter) {
        this.meter = meter;
    }

    /** It came once more and was so large. */
    public void add(long size) {
        meter.record((double) size);
    }
}
