package posthouse.mailstore.journal;

/** A mutation as it was read from the journal, and where its data stands. */
public record Replayed(Mutation mutation, Place place) {
}
