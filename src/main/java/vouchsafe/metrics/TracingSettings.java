package vouchsafe.metrics;

import java.net.URI;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param url where a collector takes OTLP over HTTP; empty makes no traces
 * @param percent how many requests in a hundred are traced where nobody before this server has decided
 */
public record TracingSettings(Optional<URI> url, int percent) {}
