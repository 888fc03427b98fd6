"""What is on the disk, safely: which names count, the walk, links, git, writing beside and renaming."""
