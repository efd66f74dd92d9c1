package vouchsafe.annotations;

import java.util.List;

/**
 * What a search found.
 *
 * @param total how many there are in all, counted no further than 10,000
 */
public record Found(long total, List<Annotation> rows) {}
