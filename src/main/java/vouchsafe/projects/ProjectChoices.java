package vouchsafe.projects;

import java.util.Set;
import vouchsafe.clients.AppSchemes;

/**
 * What the form of a project may choose from.
 *
 * @param sources ids of the projects whose data may be asked for
 * @param schemes those of apps' own addresses
 */
public record ProjectChoices(Set<Integer> sources, AppSchemes schemes) {}
