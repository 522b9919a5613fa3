/**
 * What memory holds and a restart of the server should not forget, though nothing breaks if a crash loses the last of it: bans, and when
 * who logged in. Small files of lines in the data folder, written beside the work and never forced.
 */
package posthouse.common.notes;
