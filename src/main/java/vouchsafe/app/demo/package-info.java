/**
 * The additions of {@code vouchsafe demo} to a server: people, projects, five weeks of their life, and
 * small apps of third parties.
 */
@NullMarked
package vouchsafe.app.demo;

import org.jspecify.annotations.NullMarked;
