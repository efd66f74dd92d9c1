package vouchsafe.annotations;

import java.util.List;

/**
 * The finds of a search.
 *
 * @param total how many there are in all, counted no further than 10,000
 */
public record Found(long total, List<Annotation> rows) {}
