/**
 * Settings: keys are constants of the room that reads them, a {@link posthouse.common.config.Configuration} is what a file and
 * the command line set, and every mistake is told with its place, all of them at once.
 */
package posthouse.common.config;
